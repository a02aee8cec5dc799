package ai.returning.routes.flowtest.mutation;

import ai.returning.routes.support.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who found what, as a page. */
final class MutationReport {
    private static final String EXPLANATIONS = "src/test/resources/mutation-survivors.yaml";

    private record Judged(String flow, SeededFault fault, FaultyProject.Verdict verdict) {}

    private final List<Judged> all = new ArrayList<>();

    void add(String flow, SeededFault fault, FaultyProject.Verdict verdict) {
        all.add(new Judged(flow, fault, verdict));
    }

    /** Percent found by either. */
    int share() {
        return (int) (100 * all.stream().filter(one -> one.verdict().found()).count() / all.size());
    }

    String page() {
        StringBuilder page = new StringBuilder("<!-- Generated from the shipped flows by MutationIT. -->\n# Seeded faults\n\n"
                + "What a slip in a file of a flow is worth: faults are put into the shipped files, one at a time and by a\n"
                + "fixed seed, and looked for by the checks of YAML (`./rai lint`) and by the tests of the flow (`./rai test`).\n"
                + "All of them: `mvn verify -Pmutation`; every fifth runs in each build, which fails below 90 %.\n\n"
                + "| flow | faults | by lint | by tests | by both | survived | found |\n"
                + "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        Map<String, List<Judged>> flows = new LinkedHashMap<>();
        all.forEach(one -> flows.computeIfAbsent(one.flow(), flow -> new ArrayList<>())
                .add(one));
        flows.forEach((flow, judged) -> page.append(row(flow, judged)));
        page.append(row("**all**", all)).append("\n## Survivors\n\n");
        List<Judged> survivors =
                all.stream().filter(one -> !one.verdict().found()).toList();
        Map<String, String> why = explanations();
        survivors.forEach(one -> page.append("- ").append(one.fault().told()).append(why(one.fault(), why)).append('\n'));
        return page.append(survivors.isEmpty() ? "None.\n" : "").toString();
    }

    private static String row(String flow, List<Judged> judged) {
        long lint = judged.stream().filter(one -> one.verdict().lint().isPresent()).count();
        long tests =
                judged.stream().filter(one -> one.verdict().tests().isPresent()).count();
        long found = judged.stream().filter(one -> one.verdict().found()).count();
        return "| " + flow + " | " + judged.size() + " | " + lint + " | " + tests + " | " + (lint + tests - found) + " | "
                + (judged.size() - found) + " | " + 100 * found / judged.size() + " % |\n";
    }

    /** Explanations by a part of what is told of a fault. */
    private static Map<String, String> explanations() {
        Map<String, String> why = new LinkedHashMap<>();
        Yaml.read(java.nio.file.Path.of(EXPLANATIONS))
                .entries()
                .forEach((part, text) -> why.put(part, text.text()));
        return why;
    }

    private static String why(SeededFault fault, Map<String, String> why) {
        return why.entrySet().stream()
                .filter(entry -> fault.told().contains(entry.getKey()))
                .findFirst()
                .map(entry -> ". " + entry.getValue())
                .orElse("");
    }
}
