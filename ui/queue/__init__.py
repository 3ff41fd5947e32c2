"""The order of work: the fair queue of questions, the threads that answer them, and long jobs."""
