package ai.returning.routes.lint;

import java.util.EnumSet;
import java.util.Set;

/**
 * A settings file that cannot be read declares nothing. What rests on its values is then not told: the one finding about
 * the file is what has to be mended first.
 */
final class WithoutSettings {
    private static final Set<RuleName> ON_VALUES = EnumSet.of(
            RuleName.UNKNOWN_SETTING_PLACE,
            RuleName.UNDECLARED_SETTING,
            RuleName.SETTING_WITHOUT_DEFAULT,
            RuleName.WRONG_SETTING,
            RuleName.HIDDEN_SCHEME,
            RuleName.HTTP_RETRIES,
            RuleName.CRON_WITHOUT_ZONE,
            RuleName.UNKNOWN_BEAN,
            RuleName.UNKNOWN_OPERATION,
            RuleName.NOT_LOADED);

    private WithoutSettings() {}

    /** Whether the settings could be read; a project may have none. */
    static boolean areThere(Project project) {
        return project.file("config/application.yaml")
                .map(file -> file.root() != null)
                .orElse(true);
    }

    /** Whether a finding rests on values that are not known. */
    static boolean isGuess(Finding finding) {
        return RuleName.of(finding.rule()).filter(ON_VALUES::contains).isPresent();
    }
}
