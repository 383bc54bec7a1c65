package spooler.launcher;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Brings what the framework and its bundles report into java.util.logging, each under its bundle's
 * name: framework events of errors and warnings, and entries of the OSGi log service.
 *
 * <p><b>Threads:</b> any.
 */
final class LogBridge implements FrameworkListener, LogListener {
  /** Events the log service repeats as entries; they arrive here by themselves. */
  private static final String REPEATED = "Events.";

  /** Follows the log service, whenever there is one, until the framework stops. */
  void follow(BundleContext context) {
    new ServiceTracker<LogReaderService, LogReaderService>(context, LogReaderService.class, null) {
      @Override
      public LogReaderService addingService(ServiceReference<LogReaderService> reference) {
        LogReaderService reader = super.addingService(reference);
        reader.addLogListener(LogBridge.this);
        return reader;
      }
    }.open();
  }

  @Override
  public void frameworkEvent(FrameworkEvent event) {
    switch (event.getType()) {
      case FrameworkEvent.ERROR -> publish(event.getBundle(), Level.SEVERE, event.getThrowable());
      case FrameworkEvent.WARNING ->
          publish(event.getBundle(), Level.WARNING, event.getThrowable());
      default -> {}
    }
  }

  @Override
  public void logged(LogEntry entry) {
    if (!entry.getLoggerName().startsWith(REPEATED)) {
      publish(entry.getBundle(), level(entry), entry.getMessage(), entry.getException());
    }
  }

  private static Level level(LogEntry entry) {
    return switch (entry.getLogLevel()) {
      case AUDIT, ERROR -> Level.SEVERE;
      case WARN -> Level.WARNING;
      case INFO -> Level.INFO;
      case DEBUG -> Level.FINE;
      case TRACE -> Level.FINER;
    };
  }

  private static void publish(Bundle source, Level level, @Nullable Throwable thrown) {
    publish(source, level, "fault seen by the framework", thrown);
  }

  private static void publish(
      Bundle source, Level level, String message, @Nullable Throwable thrown) {
    LogRecord event = new LogRecord(level, message);
    event.setLoggerName(source.getSymbolicName());
    event.setThrown(thrown);
    Logger.getLogger(event.getLoggerName()).log(event);
  }
}
