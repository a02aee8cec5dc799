package ai.returning.routes.flowtest.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Puts faults into the shipped flows and asks who finds them: the checks of YAML, or the tests of the flow. Every tenth
 * fault in each build; all of them, and the page docs/reference/mutations.md, with {@code -Pmutation}.
 */
class MutationIT {
    private static final int A_FLOW = 50;
    private static final int SHARE = 90;
    private static final boolean ALL = Boolean.getBoolean("mutation.all");
    private static final int STEP = ALL ? 1 : 10;

    @TempDir
    Path folder;

    @Test
    void findsNineOfTenFaults() throws IOException {
        FaultyProject project = new FaultyProject(folder);
        MutationReport report = new MutationReport();
        SoftAssertions soft = new SoftAssertions();
        for (Map.Entry<String, List<SeededFault>> flow : faults().entrySet()) {
            List<SeededFault> faults = flow.getValue();
            assertThat(faults).as(flow.getKey()).hasSizeGreaterThanOrEqualTo(A_FLOW * 4 / 5);
            for (int i = 0; i < faults.size(); i += STEP) {
                SeededFault fault = faults.get(i);
                soft.assertThatCode(() -> report.add(flow.getKey(), fault, project.judge(flow.getKey(), fault)))
                        .as(fault.told())
                        .doesNotThrowAnyException();
            }
        }
        if (ALL && Boolean.getBoolean("docs.update")) {
            Files.writeString(Path.of("docs/reference/mutations.md"), report.page());
        }
        soft.assertAll();
        assertThat(report.share()).as(report.page()).isGreaterThanOrEqualTo(SHARE);
    }

    private static Map<String, List<SeededFault>> faults() throws IOException {
        Map<String, List<SeededFault>> faults = new LinkedHashMap<>();
        faults.put("sync-customers", FaultDraw.ofSync("sync-customers", A_FLOW));
        List<String> kamelets = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("routes/kamelets"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".kamelet.yaml"))
                    .sorted()
                    .forEach(name -> kamelets.add(name.replace(".kamelet.yaml", "")));
        }
        kamelets.forEach(name -> faults.put(name, FaultDraw.ofKamelet(name, A_FLOW)));
        return faults;
    }
}
