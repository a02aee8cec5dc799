package ai.returning.routes.effects;

import ai.returning.routes.contract.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The shipped contract as a team has it after it saw at its tenant that what a query does not show did not happen. */
public final class ConfirmedContract {
    private static final Path SHIPPED = Path.of("config/returning-ai.openapi.yaml");

    private ConfirmedContract() {}

    public static Contract load() {
        return with("          counts: ", "          absence: proof\n          counts: ");
    }

    /** The shipped contract with one text in place of another, wherever it stands. */
    static Contract with(String shipped, String instead) {
        try {
            String text = Files.readString(SHIPPED);
            if (!text.contains(shipped)) {
                throw new AssertionError("The contract holds no '" + shipped + "'.");
            }
            Path file = Files.createTempFile("contract", ".yaml");
            try {
                return Contract.load(Files.writeString(file, text.replace(shipped, instead)));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
