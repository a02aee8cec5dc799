package ai.returning.routes.effects.file;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How files of effects are made and followed.
 *
 * @param folder where sealed files are kept
 * @param rows of one file; 0: as many as the contract allows
 * @param atATime files whose jobs are followed at a time, once jobs can be told
 * @param jobDeadline when a job that does not end counts as unclear
 * @param clockDifference how far the clock of the API may be behind ours
 * @param pollFirst first wait for a job; doubles
 * @param pollMost longest such wait
 */
public record FileSettings(
        Path folder,
        int rows,
        int atATime,
        Duration jobDeadline,
        Duration clockDifference,
        Duration pollFirst,
        Duration pollMost) {
    /** Refuses what cannot work. */
    public FileSettings {
        if (rows < 0 || atATime < 1) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "returning-ai.effects.files.rows must be 0 or more, and at-a-time 1 or more.");
        }
    }

    /** In this folder: files as large as allowed, 4 at a time, 15 min, 60 s, 1 s, 30 s. */
    public static FileSettings in(Path folder) {
        return new FileSettings(
                folder,
                0,
                4,
                Duration.ofMinutes(15),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30));
    }
}
