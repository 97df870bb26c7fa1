<?php
// An invoice, with PHP's curl extension: sign in with a browser, bill, refresh, revoke.

declare(strict_types=1);

const IDENTITY = 'https://identity.xero.com/connect';
const API = 'https://api.xero.com/api.xro/2.0';
const SCOPES = 'openid offline_access accounting.invoices accounting.contacts';

$clientId = getenv('XERO_CLIENT_ID');
$secret = getenv('XERO_CLIENT_SECRET');
$redirectUri = getenv('XERO_REDIRECT_URI');

function ask(int $expected, string $method, string $url, array $headers = [], string $body = ''): mixed
{
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_HTTPHEADER => ['Accept: application/json', ...$headers],
        CURLOPT_TIMEOUT => 30,
    ]);
    if ($body !== '') {
        curl_setopt($curl, CURLOPT_POSTFIELDS, $body);
    }
    $answer = curl_exec($curl);
    if ($answer === false) {
        throw new RuntimeException(curl_error($curl));
    }
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($status !== $expected) {
        throw new RuntimeException("$status for $method $url: $answer");
    }
    return json_decode($answer, true);
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

$app = ['Authorization: Basic ' . base64_encode("$clientId:$secret")];
$token = ask(200, 'POST', IDENTITY . '/token', $app, http_build_query([
    'grant_type' => 'authorization_code',
    'code' => $answer['code'],
    'redirect_uri' => $redirectUri,
]));
echo "token: $token[token_type]\n";

$bearer = "Authorization: Bearer $token[access_token]";
$connections = ask(200, 'GET', 'https://api.xero.com/connections', [$bearer]);
echo 'connections: ', implode(', ', array_column($connections, 'tenantName')), "\n";
$headers = [$bearer, "Xero-Tenant-Id: {$connections[0]['tenantId']}", 'Content-Type: application/json'];

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
$id = ask(200, 'PUT', API . '/Invoices', $headers, json_encode($draft))['Invoices'][0]['InvoiceID'];
echo "create: $id\n";

$invoice = ask(200, 'GET', API . "/Invoices/$id", $headers)['Invoices'][0];
echo "read: $invoice[InvoiceID] $invoice[Total]\n";

$draft['LineItems'][0]['AccountCode'] = 'NOPE';
$wrong = ask(400, 'PUT', API . '/Invoices', $headers, json_encode($draft));
$details = [
    ask(401, 'GET', API . '/Accounts', $headers)['Detail'],
    ask(403, 'GET', API . '/Invoices', [$bearer, "Xero-Tenant-Id: $id"])['Detail'],
];
if ($details !== ['AuthorizationUnsuccessful', 'AuthenticationUnsuccessful']) {
    throw new RuntimeException(implode(', ', $details));
}
echo "refuse: {$wrong['Elements'][0]['ValidationErrors'][0]['Message']}\n";

$fresh = ask(200, 'POST', IDENTITY . '/token', $app, http_build_query([
    'grant_type' => 'refresh_token',
    'refresh_token' => $token['refresh_token'],
]));
$headers[0] = "Authorization: Bearer $fresh[access_token]";
ask(200, 'GET', API . "/Invoices/$id", $headers);
echo "refresh: $fresh[expires_in]\n";

ask(200, 'POST', IDENTITY . '/revocation', $app, http_build_query(['token' => $fresh['refresh_token']]));
ask(401, 'GET', 'https://api.xero.com/connections', $headers);
$wrong = ask(400, 'POST', IDENTITY . '/token', $app, http_build_query([
    'grant_type' => 'refresh_token',
    'refresh_token' => $fresh['refresh_token'],
]));
echo "revoke: $wrong[error]\n";
