"""Read what units send: any workbook -> cells with addresses -> records and issues. Knows no units and no figures."""
