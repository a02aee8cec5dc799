package ai.returning.routes.cli;

import ai.returning.routes.service.ApiAccess;
import ai.returning.routes.service.ServiceClient;
import ai.returning.routes.service.doctor.Doctor;
import ai.returning.routes.service.doctor.Finding;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Whether all is there that the flows need. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks at hosts, keys, permissions, clocks, databases and folders, and says what to do."
                + " Changes nothing. Exit code 0: nothing fails; 1: something does.")
final class DoctorCommand implements Callable<Integer> {
    private static final int COLUMNS = 4;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Rai rai;

    @Option(names = "--json", description = "Print one line of JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<Finding> findings;
        try (ApiAccess api = ApiAccess.openToLook(rai.service().flatMap(ServiceClient::demoServers))) {
            findings = Doctor.examine(api, Clock.systemUTC());
        }
        long failed = findings.stream()
                .filter(finding -> finding.level() == Finding.Level.FAIL)
                .count();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(findings, failed == 0));
        } else {
            table(findings, failed, out);
        }
        return failed == 0 ? 0 : Outcome.FAILED;
    }

    private static void table(List<Finding> findings, long failed, PrintWriter out) {
        TextTable table = new TextTable(List.of("", "what", "check", "found"), COLUMNS);
        findings.forEach(finding ->
                table.add(List.of(Words.of(finding.level()), finding.area(), finding.check(), finding.text())));
        table.print(out);
        out.println();
        if (failed == 0) {
            out.println("Nothing fails.");
            return;
        }
        out.println(failed == 1 ? "One thing fails:" : failed + " things fail:");
        findings.stream()
                .filter(finding -> finding.level() == Finding.Level.FAIL)
                .forEach(finding -> out.println(
                        String.format(Locale.ROOT, "  %s, %s: %s.", finding.area(), finding.check(), finding.next())));
    }

    private static ObjectNode json(List<Finding> findings, boolean fine) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("fine", fine);
        ArrayNode list = json.putArray("findings");
        findings.forEach(finding -> list.addObject()
                .put("area", finding.area())
                .put("check", finding.check())
                .put("level", Words.of(finding.level()))
                .put("text", finding.text())
                .put("next", finding.next()));
        return json;
    }
}
