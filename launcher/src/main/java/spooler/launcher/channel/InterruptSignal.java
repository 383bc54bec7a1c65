package spooler.launcher.channel;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C does in this process. Java has no supported way to say so; every JDK has the one that
 * is used here (module jdk.unsupported), and where it has not, Ctrl-C ends the process.
 */
final class InterruptSignal {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private InterruptSignal() {}

  /** Runs a task from now on; null for ending the process. */
  static void handle(@Nullable Runnable task) {
    try {
      Class<?> type = Class.forName(SIGNAL);
      Class<?> handlers = Class.forName(HANDLER);
      Object handler =
          task == null
              ? handlers.getField("SIG_DFL").get(null)
              : Proxy.newProxyInstance(
                  InterruptSignal.class.getClassLoader(), new Class<?>[] {handlers}, run(task));
      type.getMethod("handle", type, handlers)
          .invoke(null, type.getConstructor(String.class).newInstance("INT"), handler);
    } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
      // Ctrl-C ends the process, and with it the command: nothing is lost by that either
    }
  }

  private static InvocationHandler run(Runnable task) {
    return (proxy, method, args) -> {
      if (method.getName().equals("handle")) {
        task.run();
      }
      return method.getName().equals("equals") ? proxy == args[0] : 0;
    };
  }
}
