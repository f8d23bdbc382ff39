"""The pages by which staff live with Gongdan all day: the API's own queries and rights, shown as HTML."""
