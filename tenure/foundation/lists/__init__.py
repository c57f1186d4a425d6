"""One declaration gives a list its page, filters, order, paging, saved views, export and API."""
