package ai.returning.routes.flowtest;

import ai.returning.routes.effects.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds what rules said against what a case expects of them. */
final class VerdictComparison {
    private VerdictComparison() {}

    /**
     * What differs, a line each.
     *
     * @param wanted null if the case does not look at verdicts
     * @param where what stands before each line
     */
    static List<String> of(@Nullable List<Map<String, String>> wanted, List<Verdict> verdicts, String where) {
        List<String> wrong = new ArrayList<>();
        if (wanted == null) {
            return wrong;
        }
        for (int i = 0; i < Math.max(wanted.size(), verdicts.size()); i++) {
            String place = where + "verdicts[" + i + "]";
            if (i >= verdicts.size()) {
                wrong.add(place + ": expected " + wanted.get(i) + ", got nothing");
            } else if (i >= wanted.size()) {
                wrong.add(place + ": expected nothing, got " + told(verdicts.get(i)));
            } else {
                Map<String, String> told = told(verdicts.get(i));
                wanted.get(i).forEach((name, value) -> {
                    String has = told.getOrDefault(name, "");
                    if (!(name.equals("says") ? has.contains(value) : has.equals(value))) {
                        wrong.add(place + "." + name + ": expected '" + value + "', got '" + has + "'");
                    }
                });
            }
        }
        return wrong;
    }

    private static Map<String, String> told(Verdict verdict) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("event", verdict.eventKey());
        told.put("rule", verdict.rule());
        told.put("verdict", verdict.kind().word());
        told.put("reason", verdict.reason());
        told.put("says", verdict.why());
        return told;
    }
}
