// Gets a token and lists connections, with both clients that Java brings along.
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.regex.Pattern;

class SignIn {
    public static void main(String[] arguments) throws Exception {
        var pair = System.getenv("XERO_CLIENT_ID") + ":" + System.getenv("XERO_CLIENT_SECRET");
        var basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes());
        var request = HttpRequest.newBuilder(URI.create("https://identity.xero.com/connect/token"))
            .header("Authorization", basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
        var body = HttpResponse.BodyHandlers.ofString();
        var token = member("access_token", HttpClient.newHttpClient().send(request, body).body());

        var url = URI.create("https://api.xero.com/connections").toURL();
        var connection = (HttpURLConnection) url.openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + token);
        var answer = new String(connection.getInputStream().readAllBytes());
        System.out.println(member("tenantName", answer));
    }

    static String member(String name, String json) {
        var found = Pattern.compile("\"" + name + "\":\\s*\"([^\"]+)\"").matcher(json);
        if (!found.find()) throw new IllegalStateException(json);
        return found.group(1);
    }
}
