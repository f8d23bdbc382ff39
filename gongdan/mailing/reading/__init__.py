"""From the bytes of a letter to what it says, whatever state they are in: pure, and raising for nothing they hold."""
