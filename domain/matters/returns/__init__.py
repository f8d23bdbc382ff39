"""Returns and exchanges (退换货, R35): from the application to the customer's goods or money."""
