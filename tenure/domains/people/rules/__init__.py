"""Pure calculations about people: values in, values out."""
