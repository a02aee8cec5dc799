package ai.returning.routes.flowtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the emulated community is. */
record Tenant(
        /** False if the file says nothing of it. */
        boolean given,
        /** Fields by user; null where the file names no users. */
        @Nullable List<Map<String, String>> users,
        /** Knobs as the emulator spells them. */
        JsonNode knobs,
        /** Rules of the fault script. */
        JsonNode faults,
        boolean keyRefused) {}
