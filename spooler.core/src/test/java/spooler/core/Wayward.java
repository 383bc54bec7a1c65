package spooler.core;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;
import spooler.testkit.ScriptedLogon;
import spooler.testkit.ScriptedTransport;

/**
 * A transport that does what a test tells it in the calls the test names, and is a good one in all
 * others. What it is told may be changed at any time, from any thread.
 */
final class Wayward {
  final ScriptedTransport good;
  private final Map<String, Deed> deeds = new ConcurrentHashMap<>();

  /** What is done instead of a call, or around it. */
  @FunctionalInterface
  interface Deed {
    @Nullable Object instead(Call call) throws Throwable;
  }

  /** A call as it was made. */
  static final class Call {
    private final Object real;
    private final Method method;
    private final @Nullable Object[] args;

    Call(Object real, Method method, @Nullable Object @Nullable [] args) {
      this.real = real;
      this.method = method;
      this.args = args == null ? new Object[0] : args;
    }

    /** What the good transport would have done. */
    @Nullable Object good() throws Throwable {
      try {
        return method.invoke(real, args);
      } catch (InvocationTargetException thrown) {
        throw thrown.getTargetException();
      }
    }

    /** The way to the spooler of the lane that was called. */
    TransportSupport support() {
      return ((ScriptedLogon) real).support();
    }

    /** An argument. */
    <T> T arg(Class<T> type) {
      for (@Nullable Object arg : args) {
        if (type.isInstance(arg)) {
          return type.cast(arg);
        }
      }
      throw new AssertionError(method + " was given no " + type.getSimpleName());
    }
  }

  Wayward(ScriptedTransport good) {
    this.good = good;
  }

  /** Does this in that call from now on. */
  Wayward in(String call, Deed deed) {
    deeds.put(call, deed);
    return this;
  }

  /** Throws this from that call from now on. */
  Wayward throwing(String call, Throwable thrown) {
    return in(
        call,
        made -> {
          throw thrown;
        });
  }

  /** Is good again. */
  void behave() {
    deeds.clear();
  }

  TransportSupport support() {
    return good.support();
  }

  /** What is registered as a service. */
  TransportProvider provider() {
    return disguised(TransportProvider.class, good);
  }

  private <T> T disguised(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> answer(new Call(real, method, args))));
  }

  private @Nullable Object answer(Call call) throws Throwable {
    Deed deed = deeds.get(call.method.getName());
    Object answer = deed == null ? call.good() : deed.instead(call);
    return answer instanceof TransportLogon logon ? disguised(TransportLogon.class, logon) : answer;
  }
}
