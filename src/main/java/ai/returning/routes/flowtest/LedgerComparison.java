package ai.returning.routes.flowtest;

import ai.returning.routes.effects.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds what the ledger has against what a case expects of it. */
final class LedgerComparison {
    private LedgerComparison() {}

    /**
     * What differs, a line each.
     *
     * @param wanted null if the case does not look at the ledger
     * @param where what stands before each line
     */
    static List<String> of(@Nullable List<Map<String, String>> wanted, List<Effect> effects, String where) {
        List<String> wrong = new ArrayList<>();
        if (wanted == null) {
            return wrong;
        }
        for (int i = 0; i < Math.max(wanted.size(), effects.size()); i++) {
            String place = where + "ledger[" + i + "]";
            if (i >= effects.size()) {
                wrong.add(place + ": expected " + wanted.get(i) + ", got nothing");
            } else if (i >= wanted.size()) {
                wrong.add(place + ": expected nothing, got " + told(effects.get(i)));
            } else {
                Map<String, String> told = told(effects.get(i));
                wanted.get(i).forEach((name, value) -> {
                    String has = told.getOrDefault(name, "");
                    if (!has.equals(value)) {
                        wrong.add(place + "." + name + ": expected '" + value + "', got '" + has + "'");
                    }
                });
            }
        }
        return wrong;
    }

    private static Map<String, String> told(Effect effect) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("businessKey", effect.businessKey());
        told.put("effect", effect.effect());
        told.put("operation", effect.operation());
        told.put("subject", effect.subject());
        told.put("state", effect.state().word());
        return told;
    }
}
