package ai.returning.routes.cli;

import java.util.ArrayList;
import java.util.List;

/** The environment variables the service knows, for the help; {@code config/application.yaml} uses the same. */
enum EnvironmentVariables {
    CUSTOMERS_DB_URL("JDBC URL of the source of sync-customers", ""),
    CUSTOMERS_DB_USER("its user; reading is enough", ""),
    CUSTOMERS_DB_PASSWORD("its password", ""),
    CUSTOMERS_DB_COPY("off: PostgreSQL is read by cursor instead of COPY", "auto"),
    STATE_DB_URL("JDBC URL of the state database; PostgreSQL in production", "an H2 file in RAI_DATA_DIR"),
    STATE_DB_USER("its user", ""),
    STATE_DB_PASSWORD("its password", ""),
    RETURNING_AI_API_KEY("API key of the community, for users, fields and bulk operations", ""),
    RETURNING_AI_SYSTEM_KEY("system key (x-api-key), for badges and other legacy routes", ""),
    RETURNING_AI_INCOMING_WEBHOOK_KEY("key of the incoming webhooks (x-api-key)", ""),
    RETURNING_AI_USER_TOKEN("token of a logged-in user", ""),
    RETURNING_AI_WIDGET_ACCESS_ID("id of the pair for widget tokens", ""),
    RETURNING_AI_WIDGET_ACCESS_KEY("key of the pair for widget tokens", ""),
    RETURNING_AI_COMMUNITY_ID("id of the community, where an operation needs it", ""),
    RETURNING_AI_INTEGRATION_URL("base URL of the integration host", "as in the contract"),
    RETURNING_AI_APPLICATION_URL("base URL of the application host", "as in the contract"),
    RETURNING_AI_GATEWAY_URL("base URL of the gateway host", "as in the contract"),
    RETURNING_AI_SYSTEM_URL("base URL of the system host", "as in the contract"),
    RETURNING_AI_AUTH_URL("base URL of the auth host", "as in the contract"),
    RETURNING_AI_WIDGETS_V2_URL("base URL of the newer widget host", "as in the contract"),
    RETURNING_AI_WIDGETS_LEGACY_URL("base URL of the older widget host", "as in the contract"),
    RETURNING_AI_INCOMING_WEBHOOKS_URL("base URL of the incoming webhooks, from the panel", "none"),
    RETURNING_AI_CHANNEL_WEBHOOK_URL("whole URL of the incoming webhook of notify-channel, from the panel", ""),
    RETURNING_AI_CHANNEL_WEBHOOK_KEY("its key, where the panel shows one", ""),
    RETURNING_AI_CHANNEL_WEBHOOK_ENCRYPTED("true: its calls are encrypted", "false"),
    RETURNING_AI_CHANNEL_WEBHOOK_SECRET("its encryption key, 32 characters", ""),
    RETURNING_AI_FIELDS_WEBHOOK_URL("whole URL of the incoming webhook of set-user-fields, from the panel", ""),
    RETURNING_AI_FIELDS_WEBHOOK_KEY("its key, where the panel shows one", ""),
    RETURNING_AI_FIELDS_WEBHOOK_ENCRYPTED("true: its calls are encrypted", "false"),
    RETURNING_AI_FIELDS_WEBHOOK_SECRET("its encryption key, 32 characters", ""),
    RETURNING_AI_COINS_WEBHOOK_URL("whole URL of the incoming webhook of adjust-currency, from the panel", ""),
    RETURNING_AI_COINS_WEBHOOK_KEY("its key, where the panel shows one", ""),
    RETURNING_AI_COINS_WEBHOOK_ENCRYPTED("true: its calls are encrypted", "false"),
    RETURNING_AI_COINS_WEBHOOK_SECRET("its encryption key, 32 characters", ""),
    RAI_DATA_DIR("folder of state, run files and service.json; holds personal data", "data (demo: data/demo)"),
    RAI_SCHEDULE_ENABLED("false: no cron fires, runs start by ./rai sync only", "true"),
    RAI_EMULATOR_PORT("port of the offline Returning.AI on 127.0.0.1", "a free one"),
    RAI_INBOX_ADDRESS("address of the inbox for webhooks", "127.0.0.1"),
    RAI_INBOX_PORT("port of the inbox for webhooks", "8090"),
    COMMUNITY_DB_URL("JDBC URL of the database that webhooks are written to", ""),
    COMMUNITY_DB_USER("its user", ""),
    COMMUNITY_DB_PASSWORD("its password", ""),
    CUSTOMER_FILES_DIR("folder of the files that import-file reads", ""),
    CUSTOMER_FILES_SFTP_HOST("SFTP host of these files, instead of a folder here", ""),
    CUSTOMER_FILES_SFTP_USER("its user", ""),
    CUSTOMER_FILES_SFTP_PASSWORD("its password", ""),
    CUSTOMER_FILES_SFTP_KEY_FILE("private key instead of the password", ""),
    CUSTOMER_FILES_SFTP_HOST_KEY("key the host must show", ""),
    HUBSPOT_URL("base URL of HubSpot", "as in config/application.yaml"),
    HUBSPOT_TOKEN("token of the private app that reads contacts", ""),
    HUBSPOT_WRITE_TOKEN("token of the private app that writes contacts and notes", ""),
    SALESFORCE_URL("My Domain of the Salesforce org", ""),
    SALESFORCE_CLIENT_ID("consumer key of the connected app", ""),
    SALESFORCE_CLIENT_SECRET("its secret", ""),
    SALESFORCE_USER("user of the JWT login, instead of the secret", ""),
    SALESFORCE_KEY_FILE("private key of the JWT login", ""),
    SALESFORCE_AUDIENCE("who the JWT is for", "as in config/application.yaml"),
    KAFKA_BROKERS("brokers of award-badges-from-kafka", "localhost:9092"),
    IMPORT_FILE_ENABLED("true switches the flow import-file on", "false"),
    IMPORT_CONTACTS_ENABLED("true switches the flow import-contacts on", "false"),
    CREATE_USERS_FROM_CONTACTS_ENABLED("true switches the flow create-users-from-contacts on", "false"),
    BULK_IMPORT_USERS_ENABLED("true switches the operation bulkImportUsers on, which takes no key", "false"),
    SYNC_ACCOUNTS_ENABLED("true switches the flow sync-accounts on", "false"),
    SERVER_ADDRESS("address of health and metrics", "127.0.0.1"),
    SERVER_PORT("port of health and metrics", "8080"),
    SPRING_PROFILES_ACTIVE("demo: emulator and made-up source; refuses to start beside real settings", ""),
    JAVA_OPTS("options of the Java machine, after those of the launcher", "");

    private final String meaning;
    private final String standard;

    EnvironmentVariables(String meaning, String standard) {
        this.meaning = meaning;
        this.standard = standard;
    }

    static String[] help() {
        List<String> lines = new ArrayList<>(List.of("", "Environment variables:"));
        for (EnvironmentVariables variable : values()) {
            lines.add("  " + variable.name());
            lines.add("      " + variable.meaning);
            if (!variable.standard.isEmpty()) {
                lines.add("      default: " + variable.standard);
            }
        }
        return lines.toArray(String[]::new);
    }
}
