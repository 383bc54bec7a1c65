package spooler.bench;

import java.time.Duration;

/** What a pair of servers came to in several runs. */
final class Rates {
  private final double[] send;
  private final double[] intake10;
  private final double[] intake50;
  private final double[] both;
  private final double[] cpu;
  private int run;

  Rates(int runs) {
    send = new double[runs];
    intake10 = new double[runs];
    intake50 = new double[runs];
    both = new double[runs];
    cpu = new double[runs];
  }

  /** One run more. */
  void measure(Pair pair, SmtpSink sink, Letters letters) throws Exception {
    intake10[run] = letters.to(pair.holding(), 10);
    send[run] = release(pair.holding(), sink, letters);
    intake50[run] = letters.to(pair.holding(), 50);
    release(pair.holding(), sink, letters);
    Duration before = pair.flowing().cpu();
    long wanted = sink.count() + letters.count();
    long start = System.nanoTime();
    letters.to(pair.flowing(), 10);
    sink.await(wanted);
    both[run] = letters.perSecond(start);
    cpu[run] = pair.flowing().cpu().minus(before).toNanos() / 1e6 / letters.count();
    System.err.printf(
        "%s, run %d of %d: send %,.0f, intake %,.0f and %,.0f, both %,.0f messages/s; %.2f ms%n",
        pair.name(),
        run + 1,
        send.length,
        send[run],
        intake10[run],
        intake50[run],
        both[run],
        cpu[run]);
    run++;
  }

  private static double release(MailServer server, SmtpSink sink, Letters letters)
      throws Exception {
    long wanted = sink.count() + letters.count();
    long start = System.nanoTime();
    server.release();
    sink.await(wanted);
    return letters.perSecond(start);
  }

  double[] send() {
    return send;
  }

  double[] intake10() {
    return intake10;
  }

  double[] intake50() {
    return intake50;
  }

  double[] both() {
    return both;
  }

  double[] cpu() {
    return cpu;
  }
}
