package spooler.testkit;

/**
 * What every transport promises: {@link spooler.api.transport}, as tests (semantics 1.1, 3.2, 3.3,
 * 4.1 and 4.5). A transport's test implements this and supplies a {@link TransportRig}. What a
 * transport does not do at all, by its service properties or its rig, is skipped.
 */
public interface TransportContract
    extends TransportLogonContract,
        TransportFlushContract,
        TransportResourceContract,
        TransportSubmitContract,
        TransportCancelContract,
        TransportReceiveContract,
        TransportStatusContract,
        TransportCloseContract,
        TransportLanesContract {}
