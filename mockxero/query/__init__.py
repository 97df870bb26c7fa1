"""What a caller asks of a list: `where`, `order`, `If-Modified-Since`, `page`.

Text goes in; out come things that pick, sort, date and cut records. A record is only its declared
fields here. Rules, books and HTTP may never come in.
"""
