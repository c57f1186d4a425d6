"""Dual control: what one person asks for and another confirms before it takes effect."""
