"""What follows from scores: findings, what to do first, the roadmap, the cheapest way to the next level."""
