package spooler.transport.lan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.Spooler;
import spooler.api.inbox.InboundHandler;
import spooler.api.mapi.MapiException;

/**
 * Tells senders that asked for it that their messages were read: every half minute, unless it is
 * configured otherwise, it looks which were. A sender with a mailbox of this spooler's inbox gets
 * the receipt there, any other one by a message of its own, from nobody, on which there is never a
 * report.
 *
 * <p><b>Threads:</b> one of its own, a daemon. <br>
 * <b>Failure:</b> a share, an inbox or a spooler that fails is asked again at the next look. A
 * crash right after a receipt was sent repeats it, under the same Message-ID.
 */
@Component(
    service = ReceiptSender.class,
    immediate = true,
    configurationPid = "transport.lan.receipts")
@Designate(ocd = ReceiptConfig.class)
public final class ReceiptSender {
  private static final System.Logger LOG = System.getLogger("spooler.transport.lan");
  private static final int SECONDS = 30;
  private static final int DAY = 86_400;

  private final Session session;
  private final List<LanInstance> offices = new CopyOnWriteArrayList<>();
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, ReceiptSender::daemon);

  @Reference(
      name = "inbox",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable InboundHandler inbox;

  /** Begins to look. */
  @Activate
  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the clock, and tells its failures
  public ReceiptSender(@Reference(name = "spooler") Spooler spooler, ReceiptConfig config)
      throws MapiException {
    this(spooler.logon(Set.of()));
    int seconds = seconds(config);
    clock.scheduleWithFixedDelay(this::look, seconds, seconds, TimeUnit.SECONDS);
  }

  ReceiptSender(Session session) {
    this.session = session;
  }

  /** A wrong number keeps nobody from being told. */
  private static int seconds(ReceiptConfig config) {
    try {
      return Settings.number("lookSeconds", 1, DAY, config::lookSeconds);
    } catch (IllegalArgumentException wrong) {
      LOG.log(
          Level.WARNING,
          "transport.lan.receipts: {0}; looks every {1} s",
          wrong.getMessage(),
          SECONDS);
      return SECONDS;
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "spooler-lan-receipts");
    thread.setDaemon(true);
    return thread;
  }

  /** One more post office. */
  @Reference(
      name = "office",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void add(LanInstance office) {
    offices.add(office);
  }

  void remove(LanInstance office) {
    offices.remove(office);
  }

  /** Tells of all that were read by now. */
  void look() {
    for (LanInstance office : offices) {
      LanTransport transport = office.transport();
      try {
        if (transport != null) {
          look(transport.desk());
        }
      } catch (IOException | MapiException | RuntimeException later) {
        LOG.log(Level.DEBUG, () -> office.name() + ": receipts wait: " + later);
      }
    }
  }

  void look(Desk desk) throws IOException, MapiException {
    Receipts receipts = desk.receipts();
    if (receipts == null) {
      return; // nothing was delivered yet
    }
    for (Awaited read : receipts.read(desk.office(), desk.settings().separator())) {
      send(read, new Receipt(read, StateFolder.host(), Instant.now()).bytes());
      receipts.told(read);
    }
  }

  private void send(Awaited read, byte[] receipt) throws IOException, MapiException {
    Envelope envelope =
        Envelope.from(null).to(Recipient.to(read.sender())).nonDeliveryReport(false).build();
    InboundHandler here = inbox;
    if (here == null || !here.isLocal(read.sender())) {
      session.submit(new SpoolMessage(envelope, BodySource.of(receipt)));
      return;
    }
    try (InboundHandler.Delivery delivery = here.open()) {
      new ByteArrayInputStream(receipt).transferTo(delivery.body());
      delivery.commit(envelope);
    }
  }

  /** Ends it. */
  @Deactivate
  void stop() {
    clock.shutdownNow();
    session.close();
  }
}
