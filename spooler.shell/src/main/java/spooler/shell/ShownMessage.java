package spooler.shell;

/** What {@code show} answers. */
public sealed interface ShownMessage permits MessageDetail, HistoryDetail {}
