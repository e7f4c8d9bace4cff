from a imports b
