package spooler.transport.smtp;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import spooler.api.mapi.MapiException;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;
import spooler.transport.smtp.Crash.Place;

/**
 * The SMTP transport, its dialogue and all, that crashes once, with the first message it has in
 * hand.
 *
 * @param crashed whether it has
 */
record CrashingTransport(TransportProvider transport, Crash crash, AtomicBoolean crashed)
    implements TransportProvider {

  /** Looks at a call, and may put other arguments in it. */
  private interface Look {
    void at(Method method, Object[] arguments);
  }

  @Override
  public TransportLogon logon(TransportSupport support, LogonRequest request) throws MapiException {
    TransportSupport looked = watched(TransportSupport.class, support, this::onSupport);
    return watched(TransportLogon.class, transport.logon(looked, request), this::onLogon);
  }

  /** It asks whether to go on while the data goes, too. */
  private void onSupport(Method method, Object[] arguments) {
    if (method.getName().equals("spoolerYield") && isInData()) {
      crashAt(Place.BEFORE_THE_DOT);
    }
  }

  private static boolean isInData() {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(one -> one.getClassName().equals(Content.class.getName())));
  }

  private void onLogon(Method method, Object[] arguments) {
    if (method.getName().equals("submitMessage")) {
      arguments[0] =
          watched(OutboundMessage.class, (OutboundMessage) arguments[0], this::onMessage);
    }
  }

  private void onMessage(Method method, Object[] arguments) {
    if (method.getName().equals("settle") && arguments[1] instanceof RecipientOutcome.Delivered) {
      crashAt(Place.BEFORE_THE_OUTCOME);
    }
  }

  private void crashAt(Place here) {
    if (crash.place() == here && crashed.compareAndSet(false, true)) {
      crash.happen();
    }
  }

  private static <T> T watched(Class<T> type, T target, Look look) {
    return type.cast(
        Proxy.newProxyInstance(
            CrashingTransport.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              look.at(method, arguments);
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }
}
