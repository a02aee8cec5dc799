package ai.returning.routes.flowtest;

import java.nio.file.Path;
import java.util.List;

/**
 * The cases of one file. They are run in order: the last of them tell which steps none of the others came to.
 *
 * @param file path from the root of the project
 * @param subject the route or Kamelet under test
 * @param folder whose files, if one changes, make it worth another run
 * @param cases what it proves
 */
public record FlowTestSuite(String file, String subject, Path folder, List<FlowTestCase> cases) {
    /** Copies the list. */
    public FlowTestSuite {
        cases = List.copyOf(cases);
    }
}
