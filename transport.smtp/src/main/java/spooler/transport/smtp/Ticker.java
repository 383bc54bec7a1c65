package spooler.transport.smtp;

import java.util.concurrent.TimeUnit;

/** Time as it passes. Thread-safe. */
interface Ticker {
  /** The computer's. */
  Ticker SYSTEM =
      new Ticker() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };

  /** As {@link System#nanoTime}. */
  long nanoTime();

  /** Lets so much time pass. */
  void sleep(long nanos) throws InterruptedException;
}
