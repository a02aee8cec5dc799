package ai.returning.routes.service.doctor;

import ai.returning.routes.service.FileSourceProperties;
import ai.returning.routes.service.HubspotSourceProperties;
import ai.returning.routes.service.ReturningAiProperties;
import ai.returning.routes.service.SalesforceSourceProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Whether sources that are no database can be read, as far as this machine can tell; moves nothing and calls nobody. */
final class SourceCheck {
    private final ReturningAiProperties properties;

    SourceCheck(ReturningAiProperties properties) {
        this.properties = properties;
    }

    /** @param used the sources enabled flows read */
    List<Finding> check(Set<String> used) {
        return properties.sources().entrySet().stream()
                .filter(source -> used.contains(source.getKey()))
                .flatMap(source -> one(source.getKey(), source.getValue()).stream())
                .toList();
    }

    private static List<Finding> one(String name, ReturningAiProperties.Source source) {
        String area = "source " + name;
        String prefix = "returning-ai.sources." + name + ".";
        return switch (source.type()) {
            case "csv", "json-lines" -> List.of(files(area, prefix + "file.", source.file()));
            case "hubspot" -> List.of(hubspot(area, prefix + "hubspot.", source.hubspot()));
            case "salesforce" -> List.of(salesforce(area, prefix + "salesforce.", source.salesforce()));
            default -> List.of();
        };
    }

    private static Finding files(String area, String prefix, FileSourceProperties file) {
        if (file.folder().isBlank()) {
            return Finding.fail(
                    area, "folder", "it has none, and an enabled flow reads it", "set " + prefix + "folder");
        }
        if (!file.sftp().host().isBlank()) {
            return server(area, prefix + "sftp.", file);
        }
        Path folder = Path.of(file.folder());
        if (!Files.isDirectory(folder)) {
            return Finding.fail(area, "folder", folder + " is no folder", "make it, or correct " + prefix + "folder");
        }
        return Files.isReadable(folder) && Files.isWritable(folder)
                ? Finding.ok(area, "folder", folder + " can be read, and files can be moved from it")
                : Finding.fail(
                        area,
                        "folder",
                        folder + " cannot be read, or files cannot be moved from it, by this user",
                        "give the rights to read and to write there");
    }

    private static Finding server(String area, String prefix, FileSourceProperties file) {
        if (file.sftp().hostKey().isBlank()) {
            return Finding.fail(
                    area,
                    "server",
                    "the key of " + file.sftp().host() + " is not set, and no unknown server is talked to",
                    "set " + prefix + "host-key");
        }
        boolean login = !file.sftp().password().isEmpty()
                || !file.sftp().keyFile().isEmpty()
                        && Files.isReadable(Path.of(file.sftp().keyFile()));
        return login
                ? Finding.note(area, "server", file.sftp().host() + " was not asked; the first run does")
                : Finding.fail(
                        area,
                        "server",
                        "there is neither a password nor a readable key file",
                        "set " + prefix + "password or " + prefix + "key-file");
    }

    private static Finding salesforce(String area, String prefix, SalesforceSourceProperties salesforce) {
        if (salesforce.loginUrl().isBlank() || !salesforce.canLogIn()) {
            return Finding.fail(
                    area,
                    "login",
                    "its address or what a login needs is missing, and an enabled flow reads it",
                    "set " + prefix + "login-url and client-id, and client-secret or user with key-file");
        }
        return salesforce.keyFile().isBlank() || Files.isReadable(Path.of(salesforce.keyFile()))
                ? Finding.note(area, "login", "is set; " + salesforce.loginUrl() + " was not asked, the first run does")
                : Finding.fail(
                        area,
                        "login",
                        "the key file " + salesforce.keyFile() + " cannot be read",
                        "correct " + prefix + "key-file");
    }

    private static Finding hubspot(String area, String prefix, HubspotSourceProperties hubspot) {
        return hubspot.token().isBlank()
                ? Finding.fail(area, "token", "it has none, and an enabled flow reads it", "set " + prefix + "token")
                : Finding.note(area, "token", "is set; " + hubspot.url() + " was not asked, the first run does");
    }
}
