"""What whoever looks after all tickets works with: the board, dispatch, approvals, handing over."""
