package ai.returning.routes.service;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.file.FileSettings;
import ai.returning.routes.sync.source.file.SftpSettings;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** A folder of files to read; {@link FileSettings}. */
public record FileSourceProperties(
        @DefaultValue("") String folder,
        @DefaultValue("*") String pattern,
        @DefaultValue("") String marker,
        @DefaultValue("10s") Duration quiet,
        @DefaultValue("archive") String archive,
        @DefaultValue("errors") String errors,
        @OneOf({"skip", "take"}) @DefaultValue("skip") String sameContent,
        @DefaultValue("UTF-8") String encoding,
        @DefaultValue(",") String delimiter,
        @Within(least = 1_000) @DefaultValue("1000000") int longestLine,
        @DefaultValue Sftp sftp) {

    /** A server the folder is on; without a host the folder is on this machine. */
    public record Sftp(
            @DefaultValue("") String host,

            @Within(least = 1, most = 65_535) @DefaultValue("22")
            int port,

            @DefaultValue("") String user,
            @DefaultValue("") String password,
            @DefaultValue("") String keyFile,
            @DefaultValue("") String hostKey,
            @DefaultValue("10s") Duration connectLimit,
            @DefaultValue("60s") Duration silence,

            @Within(least = 1, most = 100) @DefaultValue("3")
            int attempts) {

        SftpSettings settings(Path dataDir) {
            return new SftpSettings(
                    host,
                    port,
                    user,
                    password,
                    keyFile,
                    hostKey,
                    connectLimit,
                    silence,
                    attempts,
                    dataDir.resolve("staging"));
        }

        /** Leaves out the password. */
        @Override
        public String toString() {
            return "Sftp[" + host + ":" + port + "]";
        }
    }

    FileSettings settings(String name, String type) {
        return new FileSettings(
                name,
                type.equals("csv") ? FileSettings.Format.CSV : FileSettings.Format.JSON_LINES,
                folder,
                pattern,
                marker,
                quiet,
                archive,
                errors,
                sameContent.equals("take"),
                new FileSettings.Text(charset(name), separator(name), longestLine));
    }

    private Charset charset(String name) {
        try {
            return Charset.forName(encoding);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw wrong(name, "encoding", encoding, "an encoding such as UTF-8, windows-1252 or UTF-16");
        }
    }

    /** A word for what YAML hides. */
    private char separator(String name) {
        String one = delimiter.equals("tab") ? "\t" : delimiter;
        if (one.length() != 1 || one.charAt(0) >= 0x80 || "\"\r\n".contains(one)) {
            throw wrong(name, "delimiter", delimiter, "one character such as ',' or ';', or the word tab");
        }
        return one.charAt(0);
    }

    private static RaiException wrong(String name, String setting, String value, String rule) {
        return new RaiException(
                ErrorCode.CONFIG_INVALID,
                "returning-ai.sources." + name + ".file." + setting + " is '" + value + "' but must be " + rule + ".");
    }
}
