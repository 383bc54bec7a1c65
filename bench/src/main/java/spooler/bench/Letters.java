package spooler.bench;

/** So many messages of one size, in bytes. */
record Letters(int count, int size) {
  /** Hands them over; answers how many a second were acknowledged. */
  double to(MailServer server, int sessions) throws Exception {
    long start = System.nanoTime();
    new SmtpSource(sessions, size).send(count, server.port());
    return perSecond(start);
  }

  /** How many a second it is when all were dealt with between then and now. */
  double perSecond(long start) {
    return count / ((System.nanoTime() - start) / 1e9);
  }
}
