package spooler.core.status;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.status.Restriction;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;

/** A client's view of the live rows. Its advice ends with it. */
public final class StatusView implements StatusTable {
  private final StatusRows rows;
  private final Advisers advisers;
  private final Validity validity;
  private final List<Advice> advices = new CopyOnWriteArrayList<>();
  private volatile @Nullable List<PropertyTag<?>> columns;

  /** A view that is good while {@code validity} says so. */
  public StatusView(StatusRows rows, Advisers advisers, Validity validity) {
    this.rows = rows;
    this.advisers = advisers;
    this.validity = validity;
  }

  @Override
  public void setColumns(PropertyTag<?>... wanted) throws MapiException {
    validity.check();
    columns = List.of(wanted);
  }

  @Override
  public List<StatusRow> queryAllRows(Restriction restriction) throws MapiException {
    validity.check();
    List<PropertyTag<?>> shown = columns;
    return rows.all().stream()
        .map(LiveRow::snapshot)
        .filter(restriction::matches)
        .map(row -> shown == null ? row : row.project(shown))
        .toList();
  }

  @Override
  public List<StatusRow> queryAllRows() throws MapiException {
    return queryAllRows(new Restriction.And(List.of()));
  }

  @Override
  public Advice advise(Listener listener) throws MapiException {
    validity.check();
    Advice advice = advisers.add(listener, validity::holds);
    advices.add(advice);
    return advice;
  }

  @Override
  public void close() {
    validity.end();
    advices.forEach(Advice::close);
    advices.clear();
  }
}
