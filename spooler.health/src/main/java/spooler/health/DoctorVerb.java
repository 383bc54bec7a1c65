package spooler.health;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.command.Verb;

/** The command {@code doctor}. Exit code 1 when something is broken; a warning is not. */
@Component
public final class DoctorVerb implements Verb {
  private final Doctor doctor;

  /** Asks this doctor. */
  @Activate
  public DoctorVerb(@Reference(name = "doctor") Doctor doctor) {
    this.doctor = doctor;
  }

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String syntax() {
    return "";
  }

  @Override
  public String summary() {
    return "check configuration, folders, disk, ports, certificates, clock and transports";
  }

  @Override
  public Answer run(Call call) throws Exception {
    List<Diagnosis> all = doctor.examine();
    Answer answer = new DiagnosisText(all);
    long bad = all.stream().filter(Diagnosis::isBad).count();
    if (bad > 0) {
      throw new CommandException(
          "%d of %d checks found something broken: see above for what to do"
              .formatted(bad, all.size()),
          answer);
    }
    return answer;
  }
}
