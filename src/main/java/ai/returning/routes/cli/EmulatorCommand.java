package ai.returning.routes.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The offline Returning.AI alone. */
@Command(
        name = "emulator",
        mixinStandardHelpOptions = true,
        description = "Runs the offline Returning.AI alone, until it is stopped.")
final class EmulatorCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new UnsupportedOperationException("the emulator is not part of this build");
    }
}
