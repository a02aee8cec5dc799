package ai.returning.routes.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A process that opens a state database, says so, and holds it until its input ends. */
final class HoldsState {
    private HoldsState() {}

    public static void main(String[] args) throws IOException {
        try (StateDatabase held = StateDatabase.open(new StateSettings(args[0], "sa", "", 2))) {
            System.out.write(("held " + held.dialect() + "\n").getBytes(StandardCharsets.UTF_8));
            System.out.flush();
            while (System.in.read() >= 0) {
                // until the parent closes the pipe
            }
        }
    }
}
