"""Another help desk on the same machine, in the same run: django-helpdesk, as its own documentation sets it up."""
