package spooler.testkit;

/**
 * What every store promises: {@link spooler.api.store.SpoolStore}, as tests. A store's test
 * implements this and supplies a {@link StoreRig}.
 */
public interface SpoolStoreContract
    extends StoreAppendContract,
        StoreClaimContract,
        StoreLeaseContract,
        StoreSettleContract,
        StoreReplaceContract,
        StoreExpiryContract,
        StoreCancelContract,
        StoreFlushContract,
        StoreViewContract,
        StoreHistoryContract,
        StoreHintContract,
        StoreClockContract,
        StoreResourceContract,
        StoreReopenContract,
        StoreConcurrencyContract {}
