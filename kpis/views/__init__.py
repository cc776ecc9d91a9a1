"""Pages of dashboards, snapshots and reviews."""
