package ai.returning.routes.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The service. Nothing here may name a type of Spring: the help of any command looks at all of them. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs all enabled routes by their schedules, until it is stopped.")
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return new ServiceRun(spec.commandLine().getOut(), spec.commandLine().getErr()).untilStopped();
    }
}
