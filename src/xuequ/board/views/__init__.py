"""Pages of the workbench, the board and the clause register."""
