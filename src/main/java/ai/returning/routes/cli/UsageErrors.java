package ai.returning.routes.cli;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what is wrong with a command line, and which word was probably meant. */
final class UsageErrors implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = "./" + command.getCommandSpec().qualifiedName();
        command.getErr()
                .println(ErrorCode.USAGE.code() + " " + problem(failure, command) + " See " + name + " --help.");
        return Outcome.USAGE;
    }

    private static String problem(ParameterException failure, CommandLine command) {
        List<String> unmatched = failure instanceof UnmatchedArgumentException e ? e.getUnmatched() : List.of();
        if (unmatched.isEmpty()) {
            String message = String.valueOf(failure.getMessage());
            return message.endsWith(".") ? message : message + ".";
        }
        String word = unmatched.get(0);
        if (word.startsWith("-")) {
            Set<String> options = command.getCommandSpec().optionsMap().keySet();
            return "Option '" + word.replaceFirst("=.*", "") + "' is not known."
                    + Nearest.hint(word.replaceFirst("=.*", ""), options);
        }
        Set<String> commands = new TreeSet<>(command.getSubcommands().keySet());
        return commands.isEmpty()
                ? "'" + word + "' is one word too many."
                : "Command '" + word + "' is not known." + Nearest.hint(word, commands) + " Commands: "
                        + String.join(", ", commands) + ".";
    }
}
