"""What a damaged name or phrase should have been."""
