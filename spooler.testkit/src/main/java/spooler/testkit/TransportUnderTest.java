package spooler.testkit;

/** The root of the parts of {@link TransportContract}. */
public interface TransportUnderTest {
  /** A fresh transport. */
  TransportRig rig() throws Exception;
}
