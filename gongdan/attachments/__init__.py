"""Files of tickets: looked at on their way in, encrypted at rest, given out only to who asks through the checks.

A service opens them once, with the keys::

    attachments = await open_attachments(settings, keys)

A route stores the file first, whole and durable, and then has the desk record what it is::

    stored = await attachments.put(
        request.stream(),
        ticket=aggregate,
        customer=customer,
        name=name,
        claimed=request.headers.get("content-type"),
        limits=settings.attachment_limits,
    )
    await desk.handle(AddAttachment(sha256=stored.sha256, size=stored.size, ...), metadata)

and gives it out once the desk has said that the caller may read the ticket, and the ticket that the file is its own::

    pieces = attachments.open(sha256, ticket=aggregate, customer=customer)
    first = await anext(pieces)  # here it is refused, before the answer's headers are sent

with ``Content-Disposition: attachment``, ``X-Content-Type-Options: nosniff`` and the recorded media type. What is
refused is an AttachmentRefused (``refusals.py``) that knows its sentence in both languages.
"""
