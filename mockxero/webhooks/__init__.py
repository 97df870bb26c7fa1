"""Webhooks: what an app is told when a record changes, signed and in order.

Here live the words (payload), the signature (signing), the insistence (postman) and the POST
(delivery). What has changed is told by the books; the API and its tokens are not known here.
"""
