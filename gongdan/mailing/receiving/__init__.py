"""Where letters come from: a mailbox that is looked into by IMAP, or a mail server that hands them over by LMTP."""
