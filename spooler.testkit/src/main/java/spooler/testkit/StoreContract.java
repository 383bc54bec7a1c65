package spooler.testkit;

/** The root of the parts of {@link SpoolStoreContract}. */
public interface StoreContract {
  /** A fresh, empty store. */
  StoreRig rig();
}
