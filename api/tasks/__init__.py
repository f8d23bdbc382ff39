"""What people have to do now, over HTTP."""
