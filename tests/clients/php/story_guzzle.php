<?php
// An invoice, with Guzzle: sign in with a browser, bill, refresh, revoke.

declare(strict_types=1);

// From Composer, or from Debian's php-guzzlehttp-guzzle.
require is_file('vendor/autoload.php') ? 'vendor/autoload.php' : 'GuzzleHttp/autoload.php';

const IDENTITY = 'https://identity.xero.com/connect';
const API = 'https://api.xero.com/api.xro/2.0';
const SCOPES = 'openid offline_access accounting.invoices accounting.contacts';

$clientId = getenv('XERO_CLIENT_ID');
$secret = getenv('XERO_CLIENT_SECRET');
$redirectUri = getenv('XERO_REDIRECT_URI');

$http = new GuzzleHttp\Client(['http_errors' => false, 'timeout' => 30]);

function ask(int $expected, string $method, string $url, array $options = []): mixed
{
    global $http;
    $answer = $http->request($method, $url, $options);
    if ($answer->getStatusCode() !== $expected) {
        throw new RuntimeException("{$answer->getStatusCode()} for $method $url: {$answer->getBody()}");
    }
    return json_decode((string) $answer->getBody(), true);
}

$state = bin2hex(random_bytes(16));
$address = 'https://login.xero.com/identity/connect/authorize?' . http_build_query([
    'response_type' => 'code',
    'client_id' => $clientId,
    'redirect_uri' => $redirectUri,
    'scope' => SCOPES,
    'state' => $state,
]);
echo "Open $address\nand paste the address where you end:\n";
parse_str((string) parse_url(trim(fgets(STDIN)), PHP_URL_QUERY), $answer);
if (($answer['state'] ?? '') !== $state || !isset($answer['code'])) {
    throw new RuntimeException('the user has not agreed');
}
echo "consent: came back\n";

$app = ['auth' => [$clientId, $secret]];
$token = ask(200, 'POST', IDENTITY . '/token', $app + ['form_params' => [
    'grant_type' => 'authorization_code',
    'code' => $answer['code'],
    'redirect_uri' => $redirectUri,
]]);
echo "token: $token[token_type]\n";

$headers = ['Authorization' => "Bearer $token[access_token]", 'Accept' => 'application/json'];
$connections = ask(200, 'GET', 'https://api.xero.com/connections', ['headers' => $headers]);
echo 'connections: ', implode(', ', array_column($connections, 'tenantName')), "\n";
$headers['Xero-Tenant-Id'] = $connections[0]['tenantId'];

$draft = [
    'Type' => 'ACCREC',
    'Contact' => ['Name' => 'Ada Lovelace'],
    'Date' => '2035-01-31',
    'DueDate' => '2035-02-28',
    'LineItems' => [
        ['Description' => 'Analysis', 'Quantity' => 2, 'UnitAmount' => 50, 'AccountCode' => '200'],
    ],
    'Status' => 'AUTHORISED',
];
$id = ask(200, 'PUT', API . '/Invoices', ['headers' => $headers, 'json' => $draft])['Invoices'][0]['InvoiceID'];
echo "create: $id\n";

$invoice = ask(200, 'GET', API . "/Invoices/$id", ['headers' => $headers])['Invoices'][0];
echo "read: $invoice[InvoiceID] $invoice[Total]\n";

$draft['LineItems'][0]['AccountCode'] = 'NOPE';
$wrong = ask(400, 'PUT', API . '/Invoices', ['headers' => $headers, 'json' => $draft]);
$details = [
    ask(401, 'GET', API . '/Accounts', ['headers' => $headers])['Detail'],
    ask(403, 'GET', API . '/Invoices', ['headers' => ['Xero-Tenant-Id' => $id] + $headers])['Detail'],
];
if ($details !== ['AuthorizationUnsuccessful', 'AuthenticationUnsuccessful']) {
    throw new RuntimeException(implode(', ', $details));
}
echo "refuse: {$wrong['Elements'][0]['ValidationErrors'][0]['Message']}\n";

$fresh = ask(200, 'POST', IDENTITY . '/token', $app + ['form_params' => [
    'grant_type' => 'refresh_token',
    'refresh_token' => $token['refresh_token'],
]]);
$headers['Authorization'] = "Bearer $fresh[access_token]";
ask(200, 'GET', API . "/Invoices/$id", ['headers' => $headers]);
echo "refresh: $fresh[expires_in]\n";

ask(200, 'POST', IDENTITY . '/revocation', $app + ['form_params' => ['token' => $fresh['refresh_token']]]);
ask(401, 'GET', 'https://api.xero.com/connections', ['headers' => $headers]);
$wrong = ask(400, 'POST', IDENTITY . '/token', $app + ['form_params' => [
    'grant_type' => 'refresh_token',
    'refresh_token' => $fresh['refresh_token'],
]]);
echo "revoke: $wrong[error]\n";
