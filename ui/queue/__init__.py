"""Who is served when: the fair queue, threads of answers, long jobs."""
